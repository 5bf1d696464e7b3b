"""Comments and stories on objectives, key results and check-ins; taking one's own back."""

from django.urls import path

from northing.web.comments.views import key_result_comments, objective_comments, withdrawal

HERE = "<slug:workspace>/"

urlpatterns = [
    path(HERE + "okrs/O-<int:number>/comments/", objective_comments, name="objective_comments"),
    path(HERE + "okrs/KR-<int:number>/comments/", key_result_comments, name="key_result_comments"),
    path(HERE + "comments/<int:comment>/withdrawal/", withdrawal, name="comment_withdrawal"),
]
